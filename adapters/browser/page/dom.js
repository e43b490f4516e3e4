// A number stays on the line of the unit or month behind it, wherever it is said: "10 min", "24 Dec".
export const together = (text) => text.replace(/(\d) (?=\p{L}{1,3}(?!\p{L}))/gu, "$1\u00a0");

// Builds elements. Text goes in as text, never as markup; what somebody wrote goes in as `written`, as it is.
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") node.textContent = together(String(value));
    else if (key === "written") node.textContent = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key === "cls" ? "class" : key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Zm6.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  send: "M2.5 8h10M8.5 3.5 13 8l-4.500 4.500",
  day: "M3 4h10v9.500H3ZM3 7h10M6 2.500v3M10 2.500v3",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
  moon: "M13 9.800A5.500 5.500 0 0 1 6.200 3a5.500 5.500 0 1 0 6.800 6.800Z",
  down: "M8 3v10M3.500 8.500 8 13l4.500-4.500",
  cross: "M4 4l8 8M12 4l-8 8",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

let count = 0;

// A new element id, for labels and descriptions.
export function fresh(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}
