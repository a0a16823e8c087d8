# What terminal.mjs records, in a folder that has the command: a few commands as somebody types them, against emulators.
stty cols 94 rows 18
say() {
  printf '\033[1;32m$\033[0m ./evolink'
  for word in "$@"; do
    case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\n'
  ./evolink "$@"
}
say image "A lighthouse in a storm" --emulator --size 16:9 --out lighthouse.png
say models seedream-5.0
# Slow enough to be seen at work.
./evolink emulator --port 0 --pace 12s >address 2>&1 &
emulator=$!
trap 'kill $emulator' EXIT
for _ in $(seq 200); do
  address=$(grep -o 'http://[0-9.:]*' address | head -n 1)
  [ -z "$address" ] || break
  sleep 0.1
done
export EVOLINK_BASE_URL=$address EVOLINK_API_KEY=sk-test
printf '\033[1;32m$\033[0m export EVOLINK_BASE_URL=%s EVOLINK_API_KEY=sk-test # an emulator\n' "$address"
say video "Waves at night" --model kling-v3-text-to-video --out waves.mp4
