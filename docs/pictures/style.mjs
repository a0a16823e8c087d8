// Takes colours and fonts out of a drawing of graphviz, and puts the style in, which follows the scheme of
// whoever looks at it: style.mjs CSS < drawing
import { readFileSync } from "node:fs";

const css = readFileSync(process.argv[2], "utf8");
const svg = readFileSync(0, "utf8")
  .replace(/<\?xml[^>]*>\s*|<!DOCTYPE[^>]*>\s*|<!--[\s\S]*?-->\s*|<title>[\s\S]*?<\/title>\s*/g, "")
  .replace(/<polygon fill="white" stroke="(none|transparent)"[^>]*>\s*/, "")
  .replace(/ (font-family|fill|stroke)="[^"]*"/g, "")
  .replace(/(<svg[^>]*>)/, "$1\n<style>\n" + css + "</style>");
if (/fill="/.test(svg) || !svg.includes('class="node')) {
  throw new Error("This is no drawing as graphviz makes them:\n" + svg.slice(0, 500));
}
process.stdout.write(svg);
