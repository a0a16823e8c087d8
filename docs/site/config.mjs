import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";

const sources = process.env.SITE_SOURCES;

// As the code-hosting sites make them, so that one link leads to the same place on both.
const counted = /[^\p{L}\p{N} _-]/gu;
const anchor = (text) => text.trim().toLowerCase().replace(counted, "").replaceAll(" ", "-");

// The guides are listed once: in the table of docs/README.md.
const guides = [...readFileSync(join(sources, "docs/index.md"), "utf8").matchAll(/^\| \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, text, link]) => ({ text, link: link.replace(/\.md$/, "") }));
if (guides.length < 10) {
  throw new Error("The table of docs/README.md has another form: " + JSON.stringify(guides));
}
const javadoc = readdirSync(join(sources, "public/javadoc")).map((name) => ({ text: name, link: "/javadoc/" + name + "/index.html", target: "_self" }));

export default defineConfig({
  title: "Evolink Java SDK",
  description: "Image, video and audio generation with Evolink from Java",
  lang: "en",
  srcDir: "src",
  outDir: "dist",
  base: process.env.SITE_BASE || "/",
  // The drawings follow the scheme of the system, and so does the rest.
  appearance: "force-auto",
  ignoreDeadLinks: [/^\/files\//, /^\/javadoc\//],
  head: [["link", { rel: "icon", href: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%234453c4'/%3E%3Cpath d='M9 10h14M9 16h9M9 22h14' stroke='%23fff' stroke-width='3' stroke-linecap='round'/%3E%3C/svg%3E" }]],
  markdown: { anchor: { slugify: anchor }, toc: { slugify: anchor } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Guides", link: "/docs/" },
      { text: "Models", link: "/docs/models" },
      { text: "Examples", link: "/examples/" },
      { text: "Javadoc", items: javadoc },
    ],
    sidebar: [
      { text: "Start", items: [{ text: "Overview", link: "/" }, { text: "Examples", link: "/examples/" }, { text: "Emulator", link: "/emulator/" }, { text: "Changelog", link: "/CHANGELOG" }] },
      { text: "Guides", items: guides },
      { text: "Behind it", items: [{ text: "Benchmarks", link: "/benchmarks/" }, { text: "Facts about the API", link: "/spec/" }, { text: "Security", link: "/SECURITY" }, { text: "Contributing", link: "/CONTRIBUTING" }, { text: "Releasing", link: "/RELEASING" }] },
      { text: "Javadoc", items: javadoc },
    ],
  },
});
