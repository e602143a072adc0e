import { defineConfig } from "vitest/config";

/** Three entries: every page, the live room, what may leave it. Django reads the manifest. */
export default defineConfig({
  base: "/static/",
  publicDir: false,
  resolve: { alias: { "lib0/logging": "/client/src/room/logging.ts" } },
  build: {
    outDir: "overbrug/static-build",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["safari15.6", "chrome103"],
    modulePreload: { polyfill: false },
    // Inlined data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        main: "client/src/main.ts",
        room: "client/src/room/main.ts",
        harvest: "client/src/harvest/main.ts",
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["client/tests/timers.ts"],
    include: ["client/tests/**/*.test.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
