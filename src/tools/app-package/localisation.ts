import { z } from 'zod';

/** The strings of one language beside the manifest's own, by path: `bots[0].commandLists[0].commands[0].title`. */
export type Localisation = Record<string, string>;

const TEXTS = { title: z.string().optional(), description: z.string().optional() };
const named = z.object({ short: z.string(), full: z.string() });

/** The parts of a manifest that have words in them. */
const wordsSchema = z.object({
  name: named,
  description: named,
  bots: z
    .array(z.object({ commandLists: z.array(z.object({ commands: z.array(z.object(TEXTS)) })).default([]) }))
    .default([]),
  composeExtensions: z
    .array(
      z.object({
        commands: z
          .array(z.object({ ...TEXTS, parameters: z.array(z.object(TEXTS)).default([]) }))
          .default([]),
      }),
    )
    .default([]),
});

/** Every text of a manifest that a reader sees, by its path. Throws when the manifest's shape is not one. */
export function wordsOf(manifest: unknown): Localisation {
  const { name, description, bots, composeExtensions } = wordsSchema.parse(manifest);
  const words = new Map<string, string | undefined>([
    ['name.short', name.short],
    ['name.full', name.full],
    ['description.short', description.short],
    ['description.full', description.full],
  ]);
  const add = (path: string, { title, description: text }: { title?: string; description?: string }) =>
    words.set(`${path}.title`, title).set(`${path}.description`, text);

  bots.forEach(({ commandLists }, bot) => {
    commandLists.forEach(({ commands }, list) => {
      commands.forEach((command, at) => add(`bots[${bot}].commandLists[${list}].commands[${at}]`, command));
    });
  });
  composeExtensions.forEach(({ commands }, extension) => {
    commands.forEach((command, at) => {
      const path = `composeExtensions[${extension}].commands[${at}]`;
      add(path, command);
      command.parameters.forEach((parameter, place) => add(`${path}.parameters[${place}]`, parameter));
    });
  });
  return Object.fromEntries(
    [...words].flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])),
  );
}

/** What a language's file lacks, and what it has that nothing in the manifest asks for; one line each. */
export function localisationProblems(file: string, manifest: unknown, localisation: Localisation): string[] {
  const words = Object.keys(wordsOf(manifest));
  const given = Object.keys(localisation).filter((path) => path !== '$schema');
  return [
    ...words.filter((path) => !given.includes(path)).map((path) => `${file}: ${path} is missing`),
    ...given
      .filter((path) => !words.includes(path))
      .map((path) => `${file}: ${path} names nothing in the manifest`),
    ...given.filter((path) => localisation[path]?.trim() === '').map((path) => `${file}: ${path} is empty`),
  ];
}
