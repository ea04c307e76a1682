// Choosing what a chart shows: a work from the list, or a document by its words.
import "./sources.js";

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-go]")) event.target.form.requestSubmit();
});

document.addEventListener("policykit:source", (event) => {
  event.target.value = event.detail.id;
  event.target.form.requestSubmit();
});
