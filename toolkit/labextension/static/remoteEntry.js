/* The door through which JupyterLab, Notebook and JupyterLite take the extension: a container with `init`
   and `get`, as module federation asks for. What lies behind it are ordinary modules, loaded as they are. */
(() => {
  const here = document.currentScript.src;
  const files = { './extension': 'extension.js' };
  let shared = {};

  /* A package of JupyterLab's own, the very copy that the application runs on. */
  async function take(name) {
    const versions = Object.values(shared[name] ?? {});
    const version = versions.find((one) => one.loaded) ?? versions.at(-1);
    if (!version) {
      throw new Error(`JupyterLab shares no package ${name}`);
    }
    return (await version.get())();
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB.kamlab = {
    init(scope) {
      shared = scope;
    },
    async get(name) {
      const module = await import(new URL(files[name], here).href);
      const plugin = await module.plugin(take);
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
