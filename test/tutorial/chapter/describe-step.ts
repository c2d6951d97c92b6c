import type { Step } from './step';

/** A step in one line, as the report of a run shows it. */
export function describeStep(step: Step): string {
  return `line ${step.line}: ${inWords(step)}`;
}

function inWords(step: Step): string {
  switch (step.kind) {
    case 'block':
      return step.code.replaceAll('\n', ' ⏎ ');
    case 'file':
      return `saves ${step.path}`;
    case 'change':
      return `changes ${step.path}`;
    case 'excerpt':
      return `quotes ${step.path}`;
    case 'sample':
      return 'shows what the chapter shows';
    case 'check':
      return `says what is so: ${step.quoted ?? ''} (${step.check})`;
    case 'ctrl-c':
      return `Ctrl-C in the terminal ${step.terminal}`;
    case 'picture':
      return `draws ${step.target}`;
  }
}
