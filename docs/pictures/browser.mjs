// A headless Chromium, as distributions package it: found, never downloaded.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function withPage({ width, height, dark = false, scale = 1 }, use) {
  const profile = mkdtempSync(join(tmpdir(), "evolink-pictures-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.EVOLINK_TEST_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: ARGUMENTS,
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? "dark" : "light",
    locale: "en",
  });
  try {
    await use(context.pages()[0] || (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

export async function screenshot(picture, screen, prepare) {
  await withPage(screen, async (page) => {
    await prepare(page);
    const what = screen.selector ? page.locator(screen.selector) : page;
    await what.screenshot({ path: picture, omitBackground: true });
  });
}
