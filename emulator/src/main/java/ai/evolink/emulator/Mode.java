package ai.evolink.emulator;

/** How hard the emulator looks at what it is sent. */
public enum Mode {
  /**
   * As the documentation says, except that callbacks may go to this machine, with plain http too.
   * The default, made for tests and for trying things out.
   */
  LOCAL,

  /**
   * As the documentation says. Callback addresses must be https and public; only the documented
   * types of files can be uploaded; fields that a model does not have are refused, so that a typo
   * shows before it costs something.
   */
  STRICT,

  /**
   * Model ids and values that the documentation does not list are taken too, as the service may do
   * on the day they appear; callbacks may go anywhere, and files may be of any type. Limits of
   * known fields still hold.
   */
  LENIENT
}
