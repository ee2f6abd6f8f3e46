/** Preloaded into the system's process: it ends in good order when its starter is gone, so that none is left alone. */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening must not be a reason to go on running.
  process.channel.unref();
}
