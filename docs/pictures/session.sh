# What terminal.mjs records: a few commands as somebody types them, against the built-in emulator. Ends in
# the middle of the last one.
stty cols 94 rows 14
say() {
  printf '\033[1;32m$\033[0m ./evolink'
  for word in "$@"; do
    case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\n'
  "$EVOLINK" "$@"
}
say image "A lighthouse in a storm" --emulator --size 16:9 --out lighthouse.png
say models seedream-5.0
say video "Waves at night" --emulator --model kling-v3-text-to-video --out waves.mp4
