// The map: places of the filtered records over Natural Earth, all from this server. Without WebGL the list remains.
let map = null;
let library = null;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function style(world) {
  const quad = ["match", ["get", "quad"], 1, colour("--q1"), 2, colour("--q2"), 3, colour("--q3"), 4, colour("--q4"), colour("--q0")];
  const wide = ["in", ["get", "precision"], ["literal", ["district", "province", "country"]]];
  const size = ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 4, 3, 7, 10, 15, 40, 34];
  return {
    version: 8,
    sources: {
      world: { type: "geojson", data: world },
      places: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": colour("--land") } },
      { id: "border", type: "line", source: "world", paint: { "line-color": colour("--border"), "line-width": 0.8 } },
      {
        id: "wide", type: "circle", source: "places", filter: wide,
        paint: { "circle-radius": size, "circle-color": quad, "circle-opacity": 0.08, "circle-stroke-color": quad, "circle-stroke-width": 2, "circle-stroke-opacity": 0.8 },
      },
      {
        id: "exact", type: "circle", source: "places", filter: ["!", wide],
        paint: { "circle-radius": size, "circle-color": quad, "circle-opacity": 0.78, "circle-stroke-color": colour("--ground"), "circle-stroke-width": 1 },
      },
    ],
  };
}

function place(element, features) {
  const bounds = new library.LngLatBounds();
  features.forEach(function (one) { bounds.extend(one.geometry.coordinates); });
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 56, maxZoom: 7, animate: false });
}

async function fill(element) {
  const answer = await fetch(element.dataset.src);
  if (!answer.ok) return;
  const found = await answer.json();
  map.getSource("places").setData(found);
  place(element, found.features);
  element.dataset.shown = String(found.features.length);
}

function popup(event) {
  const about = event.features[0].properties;
  const box = document.createElement("div");
  box.className = "pop";
  const name = document.createElement("strong");
  name.textContent = about.name;
  const count = document.createElement("span");
  count.textContent = about.n + (about.n === 1 ? " record" : " records") + " · " + (about.precision || "no precision");
  const link = document.createElement("a");
  const address = new URL(window.location.href);
  address.searchParams.set("place", about.id);
  address.searchParams.delete("bbox");
  link.href = address.pathname + address.search;
  link.textContent = "Show only these";
  const list = document.createElement("ul");
  box.append(name, count, list, link);
  new library.Popup({ maxWidth: "22rem", focusAfterOpen: false }).setLngLat(event.features[0].geometry.coordinates).setDOMContent(box).addTo(map);
  words(list, about.id);
}

async function words(list, id) {
  const source = new URL(document.getElementById("map").dataset.src, window.location.href);
  source.pathname = "/lines.json";
  source.searchParams.set("place", id);
  const answer = await fetch(source);
  if (!answer.ok) return;
  (await answer.json()).items.slice(0, 6).forEach(function (one) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "/records/" + one.id;
    link.textContent = one.line;
    item.append(link);
    list.append(item);
  });
}

function refuse(element, words) {
  const note = document.createElement("p");
  note.className = "said";
  note.textContent = words;
  element.replaceChildren(note);
  element.dataset.shown = "none";
}

async function start(element) {
  try {
    library = library || (await import(element.dataset.lib));
    library.setWorkerUrl(element.dataset.worker);
    map = new library.Map({
      container: element, style: style(new URL(element.dataset.world, window.location.href).href), attributionControl: false,
      center: [20, 20], zoom: 1, maxZoom: 11, dragRotate: false, renderWorldCopies: false, pitchWithRotate: false,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
  } catch (error) {
    refuse(element, "This browser shows no map (WebGL is off). The places stand in the list.");
    return;
  }
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.AttributionControl({ compact: false, customAttribution: "Natural Earth" }), "bottom-right");
  ["wide", "exact"].forEach(function (layer) {
    map.on("click", layer, popup);
    map.on("mouseenter", layer, function () { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, function () { map.getCanvas().style.cursor = ""; });
  });
  map.once("load", function () { fill(element); });
}

function refresh() {
  const element = document.getElementById("map");
  if (map) {
    map.remove();
    map = null;
  }
  if (element) start(element);
}

document.addEventListener("htmx:after:swap", function (event) {
  if (!event.detail || !document.getElementById("map") || !map || !map.getContainer().isConnected) refresh();
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
refresh();
