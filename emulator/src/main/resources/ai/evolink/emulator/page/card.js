// One card: made once, then only what is different is touched, so that focus, open details and
// playing media survive each change.

const RUNNING = "running";

function group(status) {
  if (status === "completed" || status === "refused" || status === "forgotten") {
    return status;
  }
  return status === "failed" || status === "cancelled" || status === "canceled" ? "failed" : RUNNING;
}

function tone(status) {
  const tones = { completed: "good", failed: "bad", refused: "bad", pending: "", forgotten: "" };
  if (status in tones) {
    return tones[status];
  }
  return group(status) === RUNNING ? "busy" : "warn";
}

function newCard(data) {
  const item = make("li", "card");
  const body = make("div");
  const head = make("div", "head");
  const parts = {
    item,
    chip: make("span", "chip"),
    model: make("span", "model"),
    faultChip: make("span", "chip"),
    age: make("span", "age"),
    prompt: make("p", "prompt"),
    progress: make("div", "progress"),
    fill: make("span"),
    why: make("p", "why"),
    meta: make("p", "meta"),
    media: make("div", "media"),
    sound: make("div", "sound"),
    attempts: make("ul", "attempts"),
    hands: make("div", "hands"),
    note: make("span", "hint"),
    data,
    shown: "",
  };
  item.dataset.number = data.number;
  item.tabIndex = -1;
  parts.faultChip.dataset.tone = "warn";
  parts.prompt.dir = "auto";
  parts.progress.setAttribute("role", "progressbar");
  parts.progress.setAttribute("aria-label", "Progress");
  parts.progress.append(parts.fill);
  head.append(parts.chip, parts.model, parts.faultChip, parts.age);
  body.append(head, parts.prompt, parts.progress, parts.why, parts.meta, parts.hands);
  item.append(parts.media, body, parts.sound, details(parts));
  update(parts, data);
  return parts;
}

function update(parts, data) {
  parts.data = data;
  const status = data.status;
  setText(parts.chip, status === "refused" && data.http ? "refused " + data.http : plain(status));
  parts.chip.dataset.tone = tone(status);
  setText(parts.model, plain(data.model) || "no model");
  parts.faultChip.hidden = !data.fault;
  setText(parts.faultChip, data.fault ? "fault: " + plain(data.fault) : "");
  parts.prompt.classList.toggle("none", !data.prompt);
  setText(parts.prompt, plain(data.prompt) || "no prompt");
  const running = group(status) === RUNNING;
  parts.progress.hidden = !running;
  parts.progress.setAttribute("aria-valuenow", data.progress || 0);
  parts.fill.style.width = (data.progress || 0) + "%";
  setText(parts.why, plain(data.error || data.refusal || ""));
  parts.why.hidden = parts.why.textContent === "";
  updateMeta(parts, data);
  updateMedia(parts, data);
  updateAttempts(parts, data);
  updateHands(parts, data);
}

function updateMeta(parts, data) {
  const words = [];
  if (group(data.status) === RUNNING && data.progress !== undefined) {
    words.push(data.progress + " %");
  }
  if (data.took !== undefined) {
    words.push("took " + duration(data.took));
  }
  if (data.credits !== undefined) {
    words.push(amount(data.credits) + " credits " + data.billing);
  }
  if (data.callback) {
    words.push("callback " + callbackWords(data.callback));
  }
  words.push("account " + plain(data.account) + " · " + data.accountMark);
  if (data.id) {
    words.push(data.id);
  }
  const text = words.join("\n");
  if (parts.metaText !== text) {
    parts.metaText = text;
    parts.meta.replaceChildren(...words.map((word) => make("span", "", word)));
  }
}

function callbackWords(callback) {
  const tried = callback.attempts.length;
  const times = tried > 1 ? ", " + tried + " attempts" : "";
  return callback.state + times;
}

// Media are built anew only when there are others, since a player would start over.
function updateMedia(parts, data) {
  const media = data.media || [];
  const key = data.medium + "|" + group(data.status) + "|" + (data.expired || "") + "|" + media.map((file) => file.href).join();
  if (parts.shown === key) {
    return;
  }
  // What has just come into being is shown at once; what was there before, when it is in sight.
  const fresh = parts.shown !== "";
  parts.shown = key;
  const pictures = media.filter((file) => file.family !== "audio");
  const sounds = media.filter((file) => file.family === "audio");
  const about = plain(data.prompt).slice(0, 120) || "no prompt";
  const first = make("div", "frame");
  parts.media.replaceChildren(first);
  if (pictures.length > 0) {
    first.append(picture(pictures[0], about, 1, pictures.length, fresh));
  } else if (data.expired) {
    first.textContent = "links have expired";
  } else {
    first.append(icon(data.medium));
  }
  if (pictures.length > 1) {
    const more = make("div", "more");
    pictures.slice(1).forEach((file, index) => {
      const frame = make("div", "frame");
      frame.append(picture(file, about, index + 2, pictures.length, fresh));
      more.append(frame);
    });
    parts.media.append(more);
  }
  parts.sound.hidden = sounds.length === 0;
  parts.sound.replaceChildren(...sounds.map((file, index) => sound(file, about, index + 1)));
}

function picture(file, about, number, all, fresh) {
  const name = all > 1 ? "Result " + number + " of " + all + ": " + about : "Result: " + about;
  if (file.family === "video") {
    const video = make("video");
    video.controls = true;
    video.muted = true;
    video.playsInline = true;
    video.preload = fresh ? "metadata" : "none";
    video.setAttribute("aria-label", name);
    video.src = file.href;
    if (!fresh) {
      whenSeen.observe(video);
    }
    return video;
  }
  const link = make("a");
  link.href = file.href;
  link.target = "_blank";
  link.rel = "noopener";
  const image = make("img");
  image.loading = fresh ? "eager" : "lazy";
  image.decoding = "async";
  image.alt = name;
  image.src = file.href;
  link.append(image);
  return link;
}

function sound(file, about, number) {
  const audio = make("audio");
  audio.controls = true;
  audio.preload = "none";
  audio.setAttribute("aria-label", "Sound " + number + ": " + about);
  audio.src = file.href;
  return audio;
}

// A video shows its first frame once it is in sight; two hundred at once would be too many.
const whenSeen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      entry.target.preload = "metadata";
      whenSeen.unobserve(entry.target);
    }
  }
});

function updateAttempts(parts, data) {
  const attempts = data.callback ? data.callback.attempts : [];
  parts.attempts.replaceChildren(
    ...attempts.map((attempt) => {
      const line = make("li");
      line.append(
        make("span", attempt.accepted ? "yes" : "no", attempt.accepted ? "✓" : "✗"),
        make("span", "", plain(attempt.outcome) + ", " + duration(attempt.at - data.received) + " after the submit"),
      );
      return line;
    }),
  );
}

function details(parts) {
  const element = make("details");
  const inside = make("div");
  element.append(make("summary", "", "Request"), inside);
  element.addEventListener("toggle", async () => {
    if (!element.open || inside.firstChild) {
      return;
    }
    inside.append(make("p", "hint", "loading"));
    try {
      const answer = await fetch("/_emulator/details/" + parts.data.number);
      const whole = await answer.json();
      if (!answer.ok) {
        throw new Error(whole.error.message);
      }
      inside.replaceChildren(...requestParts(parts, whole));
    } catch (problem) {
      inside.replaceChildren(make("p", "hint", "Cannot be shown: " + problem.message));
    }
  });
  return element;
}

function requestParts(parts, whole) {
  const sections = [];
  const section = (title, content) => {
    const code = make("pre", "code", plain(content));
    code.tabIndex = 0;
    code.setAttribute("aria-label", title);
    sections.push(make("h4", "", title), code);
  };
  if (parts.data.promptLength > 280) {
    section("Prompt, " + parts.data.promptLength + " characters", whole.prompt);
  }
  section("POST " + parts.data.path, whole.body);
  section("Headers", Object.entries(whole.headers).map(([name, value]) => name + ": " + value).join("\n"));
  if (parts.data.callback) {
    sections.push(make("h4", "", "Callback to " + plain(parts.data.callback.address)), parts.attempts);
  }
  return sections;
}
