// What somebody can do to a task: end it before its time, and send its callback again.

let errorCodes = [];

async function control(parts, path, body, done) {
  const buttons = parts.hands.querySelectorAll("button, select");
  buttons.forEach((button) => (button.disabled = true));
  try {
    const answer = await post(path, JSON.stringify(body));
    const words = done(answer);
    say(words);
    setText(parts.note, words);
    // The button is gone once the card shows the end; the focus shall not be lost with it.
    parts.item.focus();
  } catch (problem) {
    say(problem.message);
    setText(parts.note, plain(problem.message));
  }
  buttons.forEach((button) => (button.disabled = false));
}

function handle(parts, text, label, act) {
  const button = make("button", "quiet", text);
  button.type = "button";
  button.setAttribute("aria-label", text + label);
  button.addEventListener("click", act);
  return button;
}

function updateHands(parts, data) {
  const kind = !data.id ? "" : group(data.status) === RUNNING ? "running" : data.callback && data.status !== "forgotten" ? "callback" : "";
  if (parts.kindOfHands === kind) {
    return;
  }
  parts.kindOfHands = kind;
  setText(parts.note, "");
  const about = ", task " + data.id;
  const controls = [];
  if (kind === "running") {
    const end = (body, words) => control(parts, "/_emulator/tasks/" + data.id, body, () => words);
    controls.push(handle(parts, "Complete", about, () => end({ status: "completed" }, "Task completed")));
    const codes = make("select");
    codes.setAttribute("aria-label", "Error code of a failure" + about);
    codes.append(...errorCodes.map((code) => new Option(code, code)));
    codes.value = "service_error";
    const fail = () => end({ status: "failed", error_code: codes.value || "service_error" }, "Task failed");
    controls.push(handle(parts, "Cancel", about, () => end({ status: "cancelled" }, "Task cancelled")));
    controls.push(handle(parts, "Fail", about, fail), codes);
  } else if (kind === "callback") {
    const again = () =>
      control(parts, "/_emulator/callbacks", { task_id: data.id }, (sent) =>
        "Callback sent again: " + (sent.status ? "HTTP " + sent.status : plain(sent.failure || "no answer")),
      );
    controls.push(handle(parts, "Replay callback", about, again));
  }
  parts.hands.replaceChildren(...controls, parts.note);
  parts.hands.hidden = controls.length === 0;
}
