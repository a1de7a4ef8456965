// Starlight as it comes, with the sections of our own menu: listing every page on every page is slow in any engine.
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

const sections = ["guides", "methods", "examples", "resources", "statistics", "om"];

export default defineConfig({
  site: "https://example.org",
  integrations: [
    starlight({
      title: "Se barnet",
      locales: { root: { label: "Svenska", lang: "sv" } },
      sidebar: sections.map((name) => ({ label: name, link: `/${name}/` })),
    }),
  ],
});
