// One field of a request: its name, what it is for, where it is filled in, and what is wrong with it.

function newField(about, isChoice) {
  const id = "field-" + about.name;
  const row = make("div", isWide(about) ? "field wide" : "field");
  const label = make("label", "", about.name);
  label.htmlFor = id;
  if (about.required || isChoice) {
    label.append(make("span", "needed", about.required ? " required" : " one of these is required"));
  }
  const input = newInput(about);
  input.id = id;
  const hint = make("p", "hint", plain(about.description));
  hint.id = id + "-hint";
  const problem = make("p", "why");
  problem.id = id + "-problem";
  problem.hidden = true;
  input.setAttribute("aria-describedby", hint.id + " " + problem.id);
  if (about.required) {
    input.setAttribute("aria-required", "true");
  }
  if (typed.has(about.name)) {
    input.value = typed.get(about.name);
  }
  const field = { about, row, input, problem, touched: false };
  input.addEventListener("input", () => {
    typed.set(about.name, input.value);
    field.touched = true;
    askSoon(REQUEST_DELAY);
  });
  row.append(label, input, problem, hint);
  return field;
}

function isWide(about) {
  return isLong(about) || about.link === true;
}

function isLong(about) {
  return about.name === "prompt" || about.type === "lines" || about.type === "json";
}

function newInput(about) {
  if (about.type === "choice" || about.type === "boolean") {
    const select = make("select");
    const usual = about.default === undefined ? "not set" : "not set (" + about.default + ")";
    const choices = about.type === "boolean" ? [true, false] : about.choices;
    select.append(new Option(usual, ""), ...choices.map((choice) => new Option(String(choice), JSON.stringify(choice))));
    return select;
  }
  const long = isLong(about);
  const input = make(long ? "textarea" : "input");
  if (long) {
    input.rows = about.name === "prompt" ? 3 : 2;
  } else {
    input.type = "text";
    input.autocomplete = "off";
  }
  input.spellcheck = about.name === "prompt";
  if (about.type === "integer" || about.type === "number") {
    input.inputMode = "decimal";
  }
  input.placeholder = sample(about);
  return input;
}

function sample(about) {
  if (about.type === "json") {
    return "JSON";
  } else if (about.link) {
    return "https://example.com/file" + (about.type === "lines" ? ", one a line" : "");
  } else if (about.default !== undefined) {
    return String(about.default);
  }
  const { minimum, maximum } = about;
  return minimum !== undefined && maximum !== undefined ? minimum + " to " + maximum : "";
}
