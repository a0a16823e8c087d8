// Draws lag against polls from the table of docs/how-the-waiter-decides.md, which has the figures of the
// benchmark: lag.mjs PAGE SVG
import { readFileSync, writeFileSync } from "node:fs";
import * as vega from "vega";
import * as vegaLite from "vega-lite";

const [page, picture] = process.argv.slice(2);
const SERIES = ["fixed", "exponential", "adaptive", "adaptive, true progress", "adaptive, learned"];
const LIGHT = ["#6b7385", "#a05a00", "#4453c4", "#17804f", "#b02a8f"];
const DARK = ["#9aa3b5", "#e0a04a", "#9aa6ff", "#5fd09a", "#f08ad6"];
const KINDS = {
  A: "A: around 45 s",
  B: "B: 80 % about 12 s, 20 % about 90 s",
  C: "C: evenly 5 to 120 s",
  D: "D: around 45 s, wide",
};

function series(policy) {
  if (policy.startsWith("every")) return SERIES[0];
  if (policy.startsWith("exponential")) return SERIES[1];
  if (policy.includes("true progress")) return SERIES[3];
  return policy.includes("learned") && !policy.includes("nothing learned") ? SERIES[4] : SERIES[2];
}

const lines = readFileSync(page, "utf8").split("\n");
const head = lines.findIndex((line) => line.startsWith("| policy | A |"));
const values = [];
for (const line of lines.slice(head + 2)) {
  if (!line.startsWith("|")) break;
  const [policy, ...cells] = line.split("|").slice(1, -1).map((cell) => cell.trim());
  cells.forEach((cell, index) => {
    const [polls, lag] = cell.split(" · ").map(Number);
    const label = policy.startsWith("every") ? policy : "";
    values.push({ kind: Object.values(KINDS)[index], policy, label, series: series(policy), polls, lag });
  });
}
if (values.length < 20 || values.some((value) => !(value.polls > 0 && value.lag > 0))) {
  throw new Error("The table of " + page + " has another form; read " + JSON.stringify(values.slice(0, 3)));
}

const INK = "#010101";
const SOFT = "#020202";
const GRID = "#030303";
const color = { field: "series", type: "nominal", scale: { domain: SERIES, range: LIGHT }, legend: { title: null, orient: "bottom", columns: 3, symbolSize: 90, symbolOpacity: 1 } };
const shape = { field: "series", type: "nominal", scale: { domain: SERIES, range: ["circle", "square", "diamond", "triangle-up", "cross"] } };
const x = { field: "polls", type: "quantitative", title: "polls per task", scale: { domain: [0, 40] } };
const y = { field: "lag", type: "quantitative", title: "mean lag, s", scale: { domain: [0, 5.2] } };
const spec = {
  data: { values },
  background: null,
  columns: 2,
  spacing: { row: 20, column: 34 },
  title: { text: "Lower left is better: fewer polls, less lag", anchor: "start", color: SOFT, fontSize: 12, fontWeight: "normal" },
  facet: { field: "kind", type: "nominal", title: null, header: { labelColor: INK, labelFontSize: 13, labelFontWeight: "bold" } },
  spec: {
    width: 330,
    height: 190,
    layer: [
      // What every fixed interval gives, for the eye: those below the line do better.
      { transform: [{ filter: "datum.series === 'fixed'" }], mark: { type: "line", interpolate: "monotone", strokeDash: [4, 3], opacity: 0.7 }, encoding: { x, y, color } },
      { mark: { type: "point", filled: true, size: 90, opacity: 1 }, encoding: { x, y, color, shape } },
      { transform: [{ filter: "datum.label !== ''" }], mark: { type: "text", align: "left", dx: 8, dy: -7, fontSize: 11, fill: SOFT }, encoding: { x, y, text: { field: "label" } } },
    ],
  },
  config: {
    font: "DejaVu Sans",
    view: { stroke: GRID },
    axis: { labelColor: SOFT, titleColor: SOFT, gridColor: GRID, domainColor: GRID, tickColor: GRID, titleFontWeight: "normal" },
    legend: { labelColor: INK, labelFontSize: 12, labelLimit: 300 },
  },
};

const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none" });
let svg = await view.toSVG();
// The colours become classes, so that the picture follows the scheme of whoever looks at it.
const classes = { [INK]: "ink", [SOFT]: "soft", [GRID]: "grid" };
LIGHT.forEach((colour, index) => (classes[colour] = "s" + index));
for (const [colour, name] of Object.entries(classes)) {
  svg = svg.replaceAll(`fill="${colour}"`, `fill="var(--${name})"`).replaceAll(`stroke="${colour}"`, `stroke="var(--${name})"`);
}
const scheme = (ink, soft, grid, colours) =>
  `svg { --ink: ${ink}; --soft: ${soft}; --grid: ${grid}; ${colours.map((c, i) => `--s${i}: ${c};`).join(" ")} }`;
const style =
  `<style>text { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; } ` +
  scheme("#1b1e26", "#555d6e", "#d9dce5", LIGHT) +
  ` @media (prefers-color-scheme: dark) { ${scheme("#e8eaf0", "#a5adbd", "#3a4050", DARK)} }</style>`;
// A variable is no attribute's value, but may stand in a style.
svg = svg.replace(/ (fill|stroke)="(var\(--\w+\))"/g, ' style="$1: $2"');
svg = svg.replace(/style="([^"]*)"([^>]*?) style="([^"]*)"/g, 'style="$1; $3"$2');
writeFileSync(picture, svg.replace(/(<svg[^>]*>)/, "$1" + style) + "\n");
