// A request made on the page: the fields are those of the model's schema, the price and what is wrong
// with the request come from the emulator while somebody types. It is submitted as any client would.

const REQUEST_DELAY = 250;
const forms = new Map();
// By name of field, so that a prompt survives another choice of model.
const typed = new Map();
let models = [];
let fields = [];
let complete = false;
let asked = 0;
let asking = 0;

byId("compose-toggle").addEventListener("click", () => showComposer(byId("compose").hidden));
byId("compose-first").addEventListener("click", () => showComposer(true));

async function showComposer(open) {
  byId("compose").hidden = !open;
  byId("compose-toggle").setAttribute("aria-expanded", String(open));
  if (open) {
    byId("pick-model").focus();
    if (models.length === 0) {
      await loadModels();
    }
  }
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  const json = await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(json.error.message), { param: json.error.param });
  }
  return json;
}

function post(path, body, headers) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body });
}

async function loadModels() {
  try {
    const known = await ask("/_emulator/models");
    models = known.models;
    errorCodes = known.error_codes;
    for (const card of cards.values()) {
      card.kindOfHands = null;
      updateHands(card, card.data);
    }
    listModels();
    await chooseModel();
  } catch (problem) {
    showAnswer("bad", "The models cannot be read: " + problem.message);
  }
}

function listModels() {
  const medium = byId("pick-medium").value;
  byId("pick-model").replaceChildren(
    ...models.filter((model) => model.medium === medium).map((model) => new Option(model.id, model.id)),
  );
  const usual = "gemini-2.5-flash-image";
  if (models.some((model) => model.id === usual && model.medium === medium)) {
    byId("pick-model").value = usual;
  }
}

async function chooseModel() {
  const id = byId("pick-model").value;
  if (!forms.has(id)) {
    forms.set(id, await ask("/_emulator/models/" + encodeURIComponent(id)));
  }
  // Somebody may have gone on choosing meanwhile.
  if (byId("pick-model").value === id) {
    showForm(forms.get(id));
  }
}

function showForm(form) {
  complete = false;
  fields = form.fields.map((field) => newField(field, form.one_of.includes(field.name)));
  const first = (field) => field.about.required || field.about.name === "prompt" || form.one_of.includes(field.about.name);
  const more = fields.filter((field) => !first(field));
  byId("fields").replaceChildren(...fields.filter(first).map((field) => field.row));
  byId("more-fields").replaceChildren(...more.map((field) => field.row));
  byId("more").hidden = more.length === 0;
  setText(byId("more-title"), plural(more.length, "more field", "more fields"));
  showAnswer("", "");
  askSoon(0);
}

// What a field holds as JSON, "" for nothing; a complaint is thrown.
function json(field) {
  const text = field.input.value;
  const type = field.about.type;
  if (text.trim() === "") {
    return "";
  } else if (type === "text") {
    return JSON.stringify(text);
  } else if (type === "lines") {
    return JSON.stringify(text.split("\n").map((line) => line.trim()).filter((line) => line));
  } else if (type === "json") {
    JSON.parse(text);
    return text;
  } else if (type === "integer" || type === "number") {
    // As it was typed: a number of 64 bits would not survive being one here. No number is sent as text.
    return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim()) ? text.trim() : JSON.stringify(text);
  }
  return text;
}

function requestBody() {
  const parts = [["model", JSON.stringify(byId("pick-model").value)]];
  const inner = new Map();
  for (const field of fields) {
    const value = json(field);
    const [outer, name] = field.about.name.split(".");
    if (value !== "" && name === undefined) {
      parts.push([outer, value]);
    } else if (value !== "") {
      inner.set(outer, [...(inner.get(outer) || []), JSON.stringify(name) + ":" + value]);
    }
  }
  for (const [outer, members] of inner) {
    parts.push([outer, "{" + members.join() + "}"]);
  }
  return "{" + parts.map(([name, value]) => JSON.stringify(name) + ":" + value).join() + "}";
}

function askSoon(delay) {
  clearTimeout(asking);
  asking = setTimeout(quote, delay);
}

// The price and the complaints; those about fields that nobody has come to yet are kept for the end.
async function quote() {
  const turn = ++asked;
  let problems = [];
  try {
    const answer = await post("/_emulator/quotes", requestBody());
    if (turn !== asked) {
      return null;
    }
    problems = answer.problems;
    showPrice(answer);
  } catch (problem) {
    if (turn !== asked) {
      return null;
    }
    const broken = fields.find((field) => field.about.type === "json" && !isJson(field));
    problems = [{ param: broken ? broken.about.name : "", message: broken ? broken.about.name + " is not JSON" : problem.message }];
    setText(byId("price"), "");
  }
  showProblems(problems);
  return problems;
}

function isJson(field) {
  try {
    json(field);
    return true;
  } catch (problem) {
    return false;
  }
}

function showPrice(answer) {
  const reserved = answer.credits_reserved;
  const used = answer.credits_used;
  const text =
    reserved === null
      ? "no price yet"
      : Number(used) === Number(reserved)
        ? "costs " + credits(used)
        : "costs " + credits(used) + ", reserves " + credits(reserved);
  setText(byId("price"), text);
}

function credits(number) {
  return amount(number) + (Number(number) === 1 ? " credit" : " credits");
}

function fieldOf(param) {
  const fits = (name) => param === name || param.startsWith(name + ".") || param.startsWith(name + "[");
  return fields.filter((field) => fits(field.about.name)).sort((a, b) => b.about.name.length - a.about.name.length)[0];
}

function showProblems(problems) {
  const others = [];
  const first = new Map();
  for (const problem of problems) {
    const field = fieldOf(problem.param);
    if (!field) {
      others.push(problem.message);
    } else if (!first.has(field)) {
      first.set(field, problem.message);
    }
  }
  for (const field of fields) {
    const text = complete || field.touched ? first.get(field) || "" : "";
    setText(field.problem, text);
    field.problem.hidden = text === "";
    text ? field.input.setAttribute("aria-invalid", "true") : field.input.removeAttribute("aria-invalid");
  }
  byId("send-anyway").hidden = !complete || problems.length === 0;
  if (complete && problems.length > 0) {
    showAnswer("bad", others.length > 0 ? others.join("; ") : plural(problems.length, "field needs", "fields need") + " another look");
  } else if (byId("answer").dataset.tone === "bad") {
    showAnswer("", "");
  }
}

function showAnswer(tone, text) {
  byId("answer").dataset.tone = tone;
  setText(byId("answer"), plain(text));
}

async function submit(checked) {
  clearTimeout(asking);
  if (checked) {
    complete = true;
    const problems = await quote();
    if (!problems || problems.length > 0) {
      const wrong = fields.find((field) => field.input.hasAttribute("aria-invalid"));
      if (wrong) {
        byId("more").open = byId("more").open || byId("more").contains(wrong.row);
        wrong.input.focus();
      }
      return;
    }
  }
  const path = models.find((model) => model.id === byId("pick-model").value).path;
  try {
    const task = await post(path, requestBody(), { Authorization: "Bearer " + byId("pick-key").value.trim() });
    complete = false;
    byId("send-anyway").hidden = true;
    showAnswer("good", "accepted as " + task.id);
  } catch (problem) {
    const field = problem.param && fieldOf(problem.param);
    if (field) {
      complete = true;
      showProblems([{ param: problem.param, message: problem.message }]);
    } else {
      showAnswer("bad", "refused: " + problem.message);
    }
  }
}

byId("request").addEventListener("submit", (event) => {
  event.preventDefault();
  submit(true);
});
byId("send-anyway").addEventListener("click", () => submit(false));
byId("pick-medium").addEventListener("change", () => {
  listModels();
  chooseModel();
});
byId("pick-model").addEventListener("change", chooseModel);
loadModels();
