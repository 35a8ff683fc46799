/** Says at the end of a run what was left out, so that nobody takes it for having passed. */
module.exports = class LeftOutReporter {
  constructor(_config, { text }) {
    this.text = text;
  }

  onRunComplete() {
    if (this.text !== undefined) process.stderr.write(`\n${this.text}\n`);
  }
};
