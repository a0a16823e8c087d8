// Shows the emulator's page at work: page.mjs EVOLINK PNG
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { screenshot } from "./browser.mjs";

const [evolink, picture] = process.argv.slice(2);

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const receiver = createServer((request, response) => request.resume().on("end", () => response.writeHead(204).end()));
await new Promise((ready) => receiver.listen(0, "127.0.0.1", ready));
const base = "http://127.0.0.1:" + (await freePort());
const emulator = spawn(evolink, ["emulator", "--port", new URL(base).port], { stdio: ["ignore", "ignore", "inherit"] });

async function call(path, body, key = "sk-evo-demo-1", method = "POST") {
  const answer = await fetch(base + path, {
    method,
    headers: { "Content-Type": "application/json", Authorization: "Bearer " + key },
    body: JSON.stringify(body),
  });
  return answer.json();
}

async function until(what) {
  for (let i = 0; i < 1200; i++) {
    if (await what().catch(() => false)) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error("The emulator did not get there: " + what);
}

try {
  await until(async () => (await fetch(base + "/_emulator")).ok);
  const image = (body, key) => call("/v1/images/generations", body, key);
  const made = [
    await image({ model: "gemini-3.1-flash-image-preview", prompt: "A lighthouse on a cliff at dusk, oil on canvas", size: "16:9" }),
    await image({ model: "krea-2-turbo", prompt: "A cat playing on the grass", callback_url: `http://127.0.0.1:${receiver.address().port}/hook` }, "sk-evo-shop-7"),
  ];
  await until(async () => (await (await fetch(base + "/_emulator/tasks/" + made[1].id)).json()).task.status === "completed");
  await call("/_emulator/defaults", { pace: 40 }, "", "PUT");
  await call("/v1/videos/generations", { model: "kling-v3-text-to-video", prompt: "Waves rolling over a pebble beach", duration: 5 });
  await screenshot(picture, { width: 1180, height: 820 }, async (page) => {
    await page.goto(base + "/");
    await page.click("#compose-toggle");
    await page.waitForSelector("#fields .field");
    await page.selectOption("#pick-model", "doubao-seedream-5.0-pro");
    await page.fill("#field-prompt", "A small robot reading a newspaper");
    await page.waitForFunction(() => document.getElementById("price").textContent.startsWith("costs"));
    await page.waitForFunction(() => document.querySelectorAll(".card").length === 3 && [...document.querySelectorAll(".card img")].length === 2 && [...document.querySelectorAll(".card img")].every((i) => i.naturalWidth > 0));
    await page.waitForFunction(() => [...document.querySelectorAll(".card .meta")].some((meta) => /[3-9]\d %/.test(meta.textContent)));
    await page.evaluate(() => document.activeElement.blur());
  });
} finally {
  emulator.kill();
  receiver.close();
}
