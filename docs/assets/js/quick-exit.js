// Leaves the page at once: the link, or Shift three times within three seconds. The page gives up its own place
// in the history, so that Back does not lead here; what the browser has already written down stays there.
(() => {
  const link = document.querySelector("[data-quick-exit]");
  const WITHIN = 3000;
  let presses = [];

  const leave = () => {
    document.body.hidden = true;
    document.title = "1177";
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
    if (presses.length === 3) leave();
  });

  // A page kept in memory would come back empty.
  addEventListener("pageshow", () => {
    document.body.hidden = false;
  });

  document.documentElement.classList.add("can-leave");
})();
