/** Why the bot cannot start, as one clear English line for the console; `cause` is for the log. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
