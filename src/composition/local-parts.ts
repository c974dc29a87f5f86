import { StartError } from '../database/core/start-error.ts';

/**
 * Loads a part of local mode, which installations for production leave out. Throws StartError that names the setting
 * which makes the part needless, where it is left out.
 */
export async function loadLocalPart<Part>(load: () => Promise<Part>, setting: string): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new StartError(
      `${setting} is not set, and this installation holds no parts for trying the bot out: set it`,
      {
        cause,
      },
    );
  }
}
