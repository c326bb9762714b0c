/* Keeps the panels of one page alive: starts them when it opens, and again when the kernel was restarted. */
import { codeCells, forget, recall, remember, saveWithoutOutputs, viewsIn } from './memory.js';

const SECONDS_FOR_KERNEL = 60;
const SECONDS_FOR_COMMS = 3;
const SECONDS_OF_SILENCE = 3;
const WIDGETS = 'jupyter.widget';

export class Live {
  constructor(panel, reader, kit) {
    this.panel = panel;
    this.reader = reader;
    this.kit = kit;
    this.session = panel.context.sessionContext;
    this.turn = 0;
    this.isRestarting = false;
    this.wasConnected = false;
    saveWithoutOutputs(panel.context.model);
    this.session.statusChanged.connect((_, status) => this.onStatus(status));
    this.session.connectionStatusChanged.connect((_, status) => this.onConnection(status));
    reader.onAgain = () => this.again();
  }

  /* Starts the panels. A later call makes an earlier one, still under way, give up. */
  async start() {
    const turn = ++this.turn;
    this.reader.showPreparing();
    try {
      const kernel = await this.kernel();
      const isAlive = (await this.stillAlive(kernel)) || (await this.run());
      if (turn === this.turn) {
        this.finish(kernel, isAlive);
      }
    } catch (error) {
      if (turn === this.turn && !this.panel.isDisposed) {
        console.warn('KAM Lab: the panels did not start.', error);
        this.fail();
      }
    }
  }

  finish(kernel, isAlive) {
    this.panel.context.model.dirty = false;
    remember(this.panel, kernel.id);
    if (isAlive) {
      this.reader.showReady();
    } else {
      this.reader.showPartly();
    }
  }

  fail() {
    forget();
    this.silenceDialogs();
    this.reader.showFailed();
  }

  /* The kernel, once it has answered. */
  async kernel() {
    await within(SECONDS_FOR_KERNEL, this.session.ready);
    const kernel = this.session.session?.kernel;
    if (!kernel) {
      throw new Error('no kernel');
    }
    await within(SECONDS_FOR_KERNEL, kernel.info);
    return kernel;
  }

  /* Whether every panel of the last run in this tab still has its other half in the kernel. */
  async stillAlive(kernel) {
    const outputs = recall(this.panel, kernel.id);
    if (!outputs || !codeCells(this.panel).every((cell) => outputs.has(cell.model.id))) {
      return false;
    }
    const views = viewsIn([...outputs.values()].flat());
    const known = await knownComms(kernel);
    if (!views.every((view) => view in known)) {
      return false;
    }
    for (const cell of codeCells(this.panel)) {
      cell.model.trusted = true;
      cell.model.outputs.fromJSON(outputs.get(cell.model.id));
    }
    return true;
  }

  /* Runs the page from top to bottom: all cells are sent at once, so that the kernel works while the
     browser draws. The tag keeps the others running when one fails. */
  async run() {
    forget();
    const cells = codeCells(this.panel);
    cells.forEach((cell) => cell.model.clearExecution());
    const replies = cells.map((cell) =>
      this.kit.CodeCell.execute(cell, this.session, { tags: ['raises-exception'] }).catch((error) => ({ error }))
    );
    const failed = (reply) => reply?.error || reply?.content?.status === 'error';
    return !(await Promise.all(replies)).some(failed);
  }

  onStatus(status) {
    if (status === 'restarting' || status === 'autorestarting') {
      this.isRestarting = true;
      this.turn++;
      forget();
      this.silenceDialogs();
      this.reader.showPreparing();
    } else if (status === 'idle' && this.isRestarting) {
      this.isRestarting = false;
      this.start();
    } else if (status === 'dead') {
      this.turn++;
      this.fail();
    }
  }

  /* JupyterLab tries for minutes before it calls a connection lost; what is answered meanwhile is on no disk,
     so the page says so after a few seconds. */
  onConnection(status) {
    clearTimeout(this.silence);
    if (status === 'connected') {
      this.wasConnected = true;
      this.reader.clearLost();
    } else if (status === 'disconnected') {
      this.reader.showLost();
    } else if (this.wasConnected && !this.isRestarting) {
      this.silence = setTimeout(() => this.reader.showLost(), SECONDS_OF_SILENCE * 1000);
    }
  }

  /* The learner asks for a new start. A restarted kernel tells by its status when it is ready; where
     there is no kernel, opening the page anew asks for one. */
  async again() {
    const kernel = this.session.session?.kernel;
    if (!kernel || kernel.status === 'dead') {
      window.location.reload();
      return;
    }
    this.turn++;
    this.reader.showPreparing();
    try {
      await within(SECONDS_FOR_KERNEL, kernel.restart());
    } catch {
      this.fail();
    }
  }

  /* The page says itself what has happened; JupyterLab's windows about kernels would only frighten. */
  silenceDialogs() {
    for (const wait of [0, 200, 1000]) {
      setTimeout(() => this.kit.Dialog.flush(), wait);
    }
  }
}

async function knownComms(kernel) {
  const reply = await within(SECONDS_FOR_COMMS, kernel.requestCommInfo({ target_name: WIDGETS }));
  return reply.content.comms ?? {};
}

function within(seconds, promise) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
