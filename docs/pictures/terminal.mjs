// Draws what a terminal shows at the end of a recording: terminal.mjs RECORDING PNG
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { screenshot } from "./browser.mjs";

const [recording, picture] = process.argv.slice(2);
// Without what the recorder itself says, and up to some picture of the last task at work.
let bytes = readFileSync(recording, "utf8").replace(/^Script started[^\n]*\n/, "").replace(/\n?Script done[\s\S]*$/, "");
const last = bytes.lastIndexOf("$\u001b[0m");
// The one in the middle: neither the beginning nor the end of what the last task shows.
const shown = [...bytes.matchAll(/processing \(/g)].map((match) => match.index).filter((index) => index > last);
const running = shown.length === 0 ? -1 : shown[Math.floor(shown.length / 2)];
if (running < 0) {
  throw new Error("The recording shows no task at work:\n" + bytes.slice(-2000));
}
bytes = bytes.slice(0, bytes.indexOf(")", running) + 1);

const xterm = dirname(createRequire(import.meta.url).resolve("@xterm/xterm/package.json"));
await screenshot(picture, { width: 860, height: 460, dark: true, scale: 1.4, selector: "#window" }, async (page) => {
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: transparent; }
    #window { display: inline-block; background: #13151a; border-radius: 12px; overflow: hidden; border: 1px solid #3a4050; }
    #bar { height: 30px; background: #262a34; display: flex; gap: 8px; align-items: center; padding: 0 14px; }
    #bar i { width: 12px; height: 12px; border-radius: 50%; background: #5f677a; }
    #terminal { padding: 10px 14px 12px; }
    </style><div id="window"><div id="bar"><i></i><i></i><i></i></div><div id="terminal"></div></div>`);
  await page.addStyleTag({ path: xterm + "/css/xterm.css" });
  await page.addScriptTag({ path: xterm + "/lib/xterm.js" });
  await page.evaluate(
    (text) =>
      new Promise((done) => {
        const terminal = new Terminal({ cols: 94, rows: 16, fontFamily: "DejaVu Sans Mono", fontSize: 14, cursorInactiveStyle: "none", scrollback: 0, theme: { background: "#13151a", foreground: "#e8eaf0", green: "#74d3a4" } });
        terminal.open(document.getElementById("terminal"));
        terminal.write(text, () => requestAnimationFrame(() => requestAnimationFrame(done)));
      }),
    bytes,
  );
});
