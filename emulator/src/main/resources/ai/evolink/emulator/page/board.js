// The page as a whole: the list of cards, what it is filtered by, and the column beside it.

const MOST_CARDS = 200;
const cards = new Map();
let summary = null;
let clockAt = 0;
let heardAt = 0;

// By the emulator's clock, which may run faster than ours, or stand still.
function emulatorTime() {
  return clockAt + (performance.now() - heardAt) * (summary ? summary.clockRate : 1);
}

function apply(event) {
  clockAt = event.now;
  heardAt = performance.now();
  if (event.summary) {
    summary = event.summary;
    showSummary();
  }
  const before = new Map();
  // Oldest first, so that each new one goes to the top.
  for (const data of event.cards.slice().sort((a, b) => a.number - b.number)) {
    const known = cards.get(data.number);
    before.set(data.number, known ? known.data.status : "");
    if (known) {
      update(known, data);
    } else {
      const card = newCard(data);
      cards.set(data.number, card);
      byId("list").prepend(card.item);
    }
  }
  dropBelow(event.oldest);
  showCallbacks();
  showAges();
  filter();
  announce(event.cards, before);
}

function clear() {
  cards.clear();
  byId("list").replaceChildren();
}

function dropBelow(oldest) {
  const excess = [...cards.keys()].sort((a, b) => b - a).slice(MOST_CARDS);
  for (const [number, card] of cards) {
    if (number < oldest || excess.includes(number)) {
      card.item.remove();
      cards.delete(number);
    }
  }
}

function showAges() {
  const now = emulatorTime();
  for (const card of cards.values()) {
    setText(card.age, age(now - card.data.received));
  }
}

function fits(data) {
  const words = byId("filter-text").value.trim().toLowerCase();
  const status = byId("filter-status").value;
  const medium = byId("filter-medium").value;
  const account = byId("filter-account").value;
  const text = (data.prompt + " " + data.model + " " + (data.id || "")).toLowerCase();
  return (
    (!words || text.includes(words)) &&
    (!status || group(data.status) === status) &&
    (!medium || data.medium === medium) &&
    (!account || data.accountMark === account)
  );
}

function filter() {
  let shown = 0;
  for (const card of cards.values()) {
    card.item.hidden = !fits(card.data);
    shown += card.item.hidden ? 0 : 1;
  }
  const received = summary ? summary.received : cards.size;
  byId("empty").hidden = cards.size > 0 || received > 0;
  byId("filters").hidden = cards.size === 0;
  byId("none").hidden = cards.size === 0 || shown > 0;
  const all = received > cards.size ? "the latest " + cards.size + " of " + received : String(cards.size);
  setText(byId("count"), cards.size === 0 ? "" : shown < cards.size ? shown + " of " + all : all);
}

function showSummary() {
  const pace = summary.paceMillis === 0 ? "tasks complete at once" : "tasks take " + duration(summary.paceMillis);
  const clock = summary.clockRate === 1 ? "" : summary.clockRate === 0 ? ", clock moved by hand" : ", clock × " + amount(summary.clockRate);
  setText(byId("facts"), location.origin + " · " + summary.mode + " mode, " + pace + clock);
  showAccounts(summary.accounts);
  showFaults(summary.faults || []);
}

function showAccounts(accounts) {
  byId("no-accounts").hidden = accounts.length > 0;
  byId("accounts").replaceChildren(
    ...accounts.map((account) => {
      const row = make("li");
      const line = make("div", "account");
      line.append(make("span", "mono", plain(account.account) + " · " + account.mark), make("strong", "", amount(account.remaining)));
      row.append(line, make("p", "hint", amount(account.used) + " used, " + amount(account.reserved) + " reserved"));
      return row;
    }),
  );
  const choice = byId("filter-account");
  const chosen = choice.value;
  const known = [...choice.options].map((option) => option.value).join();
  if (known !== ["", ...accounts.map((account) => account.mark)].join()) {
    choice.replaceChildren(new Option("any", ""), ...accounts.map((account) => new Option(plain(account.account) + " · " + account.mark, account.mark)));
    choice.value = accounts.some((account) => account.mark === chosen) ? chosen : "";
  }
}

function showFaults(faults) {
  byId("no-faults").hidden = faults.length > 0;
  byId("fault-count").hidden = faults.length === 0;
  setText(byId("fault-count"), faults.length === 0 ? "" : faults.length + " on");
  byId("faults").replaceChildren(...faults.map(faultRow));
}

function faultRow(fault) {
  const row = make("li", "fault");
  const words = make("span", "", plain(fault.text));
  if (fault.struck > 0) {
    words.append(make("span", "hint", " · struck " + plural(fault.struck, "time", "times")));
  }
  const off = make("button", "quiet", "Switch off");
  off.type = "button";
  off.setAttribute("aria-label", "Switch off: " + plain(fault.text));
  off.addEventListener("click", async () => {
    off.disabled = true;
    try {
      const answer = await fetch("/_emulator/faults/" + fault.id, { method: "DELETE" });
      say(answer.ok ? "Fault switched off" : "The fault was off already");
      byId("faults-title").focus();
    } catch (problem) {
      off.disabled = false;
      say("The fault could not be switched off");
    }
  });
  row.append(words, off);
  return row;
}

function showCallbacks() {
  const count = { delivered: 0, waiting: 0, refused: 0 };
  for (const card of cards.values()) {
    const state = card.data.callback ? card.data.callback.state : "";
    if (state) {
      count[state === "retrying" ? "waiting" : state === "lost" ? "refused" : state]++;
    }
  }
  for (const [state, number] of Object.entries(count)) {
    setText(byId("callbacks-" + state), String(number));
  }
}

// Told to those who do not see the page: what ended, not each step, and not too often.
const untold = new Map();

function announce(changed, before) {
  for (const data of changed) {
    const was = before.get(data.number);
    const ended = group(data.status) !== RUNNING;
    if (ended && (was === "" || group(was) === RUNNING) && !firstLook) {
      untold.set(data.status, (untold.get(data.status) || 0) + 1);
    }
  }
  firstLook = false;
}

let firstLook = true;

function tellNews() {
  if (untold.size > 0) {
    say([...untold].map(([status, number]) => plural(number, "task", "tasks") + " " + plain(status)).join(", "));
    untold.clear();
  }
}

function say(text) {
  byId("news").textContent = text;
}

function showFirstSteps() {
  const body = '{"model":"gemini-2.5-flash-image","prompt":"A cat playing on the grass"}';
  byId("base").textContent = location.origin;
  byId("curl").textContent =
    "curl " + location.origin + "/v1/images/generations \\\n" +
    "  -H 'Authorization: Bearer sk-test' \\\n" +
    "  -H 'Content-Type: application/json' \\\n" +
    "  -d '" + body + "'";
  byId("copy").addEventListener("click", async () => {
    const done = await copy(byId("curl"));
    byId("copy").textContent = done ? "Copied" : "Selected";
    say(done ? "Copied" : "Selected; copy it with the keyboard");
    setTimeout(() => setText(byId("copy"), "Copy"), 2000);
  });
}

// The clipboard is only open to pages on this machine or behind TLS; else the text is selected.
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch (problem) {
    getSelection().selectAllChildren(element);
    return false;
  }
}

for (const id of ["filter-text", "filter-status", "filter-medium", "filter-account"]) {
  byId(id).addEventListener("input", filter);
}
byId("filters").addEventListener("submit", (event) => event.preventDefault());
showFirstSteps();
setInterval(showAges, 1000);
setInterval(tellNews, 2000);
