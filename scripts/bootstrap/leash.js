/** Preloaded into a process that its starter must not leave alone: it ends in good order when the starter is gone. */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening must not be a reason to go on running.
  process.channel.unref();
}
