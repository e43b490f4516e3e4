// Runs before anything is painted, so that a chosen theme does not flash in late.
(() => {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
})();
