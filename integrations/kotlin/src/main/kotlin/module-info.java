/** The Evolink SDK for Kotlin: its verbs as suspending functions, and its progress as a flow. */
module ai.evolink.kotlin {
  requires transitive ai.evolink;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;

  exports ai.evolink.kotlin;
}
