"use strict";
// Small words about times, sums and texts, and the one way in which elements are made: text only
// ever becomes text, whatever stands in it.

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

// Characters that would turn the text around them, or cannot be seen, are shown by their number.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function plain(text) {
  return text.replace(UNSEEN, (sign) => {
    const number = sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return "\u2039U+" + number + "\u203a";
  });
}

function duration(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) {
    return seconds.toFixed(1).replace(/\.0$/, "") + " s";
  }
  if (seconds < 100) {
    return Math.round(seconds) + " s";
  }
  if (seconds < 6000) {
    return Math.round(seconds / 60) + " min";
  }
  return seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " d";
}

function age(millis) {
  return millis < 1500 ? "now" : duration(Math.round(millis / 1000) * 1000) + " ago";
}

function amount(number) {
  return Number(number).toLocaleString("en", { maximumFractionDigits: 4 });
}

function plural(number, one, many) {
  return number + " " + (number === 1 ? one : many);
}

function byId(id) {
  return document.getElementById(id);
}

const SHAPES = {
  image: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-3 4 4"],
  video: ["M4 6h11v12H4z", "M15 11l5-3v8l-5-3"],
  audio: ["M9 17V6l10-2v11", "M9 17a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0", "M19 15a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0"],
};

function icon(medium) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const shape of SHAPES[medium] || SHAPES.image) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
