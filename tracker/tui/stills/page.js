"use strict";
let month = DATA.start, known = DATA.known, future = DATA.future, playing = null;
const screen_ = document.getElementById("screen"), slider = document.getElementById("month");
const last = DATA.months.length - 1;
slider.max = last;

function show() {
  const rows = DATA.frames[`${known ? 1 : 0}${future}`][month];
  screen_.innerHTML = rows.map((row) => `<div class="row">${DATA.rows[row]}</div>`).join("");
  screen_.setAttribute("aria-label", DATA.months[month]);
  slider.value = month;
}

function go(to) { month = Math.min(Math.max(to, 0), last); show(); }

function next(places, by) {
  const ahead = places.filter((place) => (by > 0 ? place > month : place < month));
  if (ahead.length) go(by > 0 ? ahead[0] : ahead[ahead.length - 1]);
}

function play() {
  if (playing) { clearInterval(playing); playing = null; return; }
  if (month === last) go(0);
  playing = setInterval(() => { if (month === last) play(); else go(month + 1); }, 900);
}

const KEYS = {
  l: () => go(month + 1), ArrowRight: () => go(month + 1), h: () => go(month - 1), ArrowLeft: () => go(month - 1),
  L: () => go(month + 12), H: () => go(month - 12), g: () => go(0), Home: () => go(0), G: () => go(last), End: () => go(last),
  "]": () => next(DATA.busy, 1), "[": () => next(DATA.busy, -1),
  "}": () => next(DATA.stones, 1), "{": () => next(DATA.stones, -1),
  w: () => { known = !known; show(); }, f: () => { future = (future + 1) % 3; show(); }, " ": play,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => KEYS[button.dataset.key]()));
slider.addEventListener("input", () => go(Number(slider.value)));
show();
