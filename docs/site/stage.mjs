// Lays the Markdown of the repository out as the sources of the site, and turns links to files into links to
// pages: stage.mjs REPOSITORY SOURCES. What is no page (a spec, a licence) is handed out as it is.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const [repository, sources] = process.argv.slice(2);
const LANGUAGES = { java: "java", kt: "kotlin", yaml: "yaml", xml: "xml", sh: "sh" };
const MOST_LINES = 400;
// Their tables need the room of the list of headings.
const WIDE = ["docs/models.md", "benchmarks/README.md"];
const FENCE = /^( *)(```|~~~)[\s\S]*?^\1\2 *$/gm;
const LINK = /(\]\()([^)\s]+)(\))/g;

const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: repository, encoding: "utf8" }).split("\0").filter(Boolean);
const pages = tracked.filter((file) => file.endsWith(".md") && !file.includes("/src/test/"));
const copied = new Set();

rmSync(sources, { recursive: true, force: true });

function write(path, content) {
  const file = join(sources, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const renamed = (page) => page.replace(/(^|\/)README\.md$/, "$1index.md");

function language(file) {
  return LANGUAGES[file.split(".").pop()];
}

// Where a link to a file of the repository leads on the site.
function target(file, page) {
  const path = join(repository, file);
  if (pages.includes(file)) {
    return "/" + renamed(file);
  } else if (statSync(path).isDirectory()) {
    const index = posix.join(file, "README.md");
    if (!pages.includes(index)) {
      throw new Error(page + " links to the folder " + file + ", which has no README.md");
    }
    return "/" + renamed(index);
  }
  const text = language(file) ? readFileSync(path, "utf8") : "";
  if (text && text.split("\n").length <= MOST_LINES) {
    if (!copied.has(file)) {
      copied.add(file);
      write(file + ".md", `# ${posix.basename(file)}\n\n\`${file}\`\n\n\`\`\`\`${language(file)}\n${text}\`\`\`\`\n`);
    }
    return "/" + file + ".md";
  }
  copied.add(file);
  mkdirSync(dirname(join(sources, "public/files", file)), { recursive: true });
  cpSync(path, join(sources, "public/files", file));
  return "/files/" + file;
}

function withLinks(page, text) {
  return text.replace(LINK, (whole, before, link, after) => {
    if (/^[a-z]+:/.test(link) || link.startsWith("#")) return whole;
    const [path, hash] = link.split("#");
    const file = posix.normalize(posix.join(posix.dirname(page), path));
    if (/\.(png|svg)$/.test(file)) {
      mkdirSync(dirname(join(sources, "public", file)), { recursive: true });
      cpSync(join(repository, file), join(sources, "public", file));
      return before + "/" + file + after;
    }
    return before + target(file, page) + (hash === undefined ? "" : "#" + hash) + after;
  });
}

for (const page of pages) {
  const text = readFileSync(join(repository, page), "utf8");
  // Nothing in a fence is a link.
  let result = "";
  let last = 0;
  for (const fence of text.matchAll(FENCE)) {
    result += withLinks(page, text.slice(last, fence.index)) + fence[0];
    last = fence.index + fence[0].length;
  }
  write(renamed(page), (WIDE.includes(page) ? "---\naside: false\n---\n" : "") + result + withLinks(page, text.slice(last)));
}
console.log(pages.length + " pages, " + copied.size + " other files");
