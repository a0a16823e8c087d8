// The connection: server-sent events, which the browser resumes by itself where it can. A page that
// nobody sees lets go of it, because a browser grants one host few connections.

let source = null;
let lastId = "";
let retryIn = 500;
let retry = 0;
let paused = false;

function state(name, words) {
  byId("link").dataset.state = name;
  setText(byId("link"), words);
}

function trouble(text) {
  byId("trouble").hidden = !text;
  setText(byId("trouble"), text);
}

function connect() {
  disconnect();
  source = new EventSource("/_emulator/events" + (lastId ? "?since=" + encodeURIComponent(lastId) : ""));
  source.addEventListener("snapshot", (event) => {
    clear();
    receive(event);
  });
  source.addEventListener("change", receive);
  source.addEventListener("error", lost);
}

function disconnect() {
  clearTimeout(retry);
  if (source) {
    source.close();
    source = null;
  }
}

function receive(event) {
  lastId = event.lastEventId;
  retryIn = 500;
  state("live", "live");
  trouble("");
  byId("pause").hidden = false;
  apply(JSON.parse(event.data));
}

function lost() {
  state("lost", "reconnecting");
  trouble("The emulator does not answer. This page goes on by itself when it does.");
  // After a refusal the browser gives up; we do not.
  disconnect();
  retry = setTimeout(connect, retryIn);
  retryIn = Math.min(5000, retryIn * 1.5);
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", String(paused));
  setText(byId("pause"), paused ? "Go on" : "Pause");
  if (paused) {
    disconnect();
    state("paused", "paused");
  } else {
    state("waiting", "connecting");
    connect();
  }
});

document.addEventListener("visibilitychange", () => {
  if (!paused) {
    document.hidden ? disconnect() : connect();
  }
});

if (!document.hidden) {
  connect();
}
