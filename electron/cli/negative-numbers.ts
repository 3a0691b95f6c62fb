/**
 * `-3`, `-0x10`, `-.5`, `-inf` and `-nan` are values of a called function, and an option parser would refuse them.
 * No argument of a program can hold a NUL, so one in front hides the dash and can be taken away without doubt.
 */
const hidden = '\0';
const negativeNumber = /^-(\.?\d|inf|nan)/i;

/** The arguments of the program with negative numbers made invisible to an option parser. */
export function hideNegativeNumbers(args: readonly string[]): string[] {
  return args.map((argument) => (negativeNumber.test(argument) ? hidden + argument : argument));
}

/** The argument as it was typed. */
export function asTyped(argument: string): string {
  return argument.startsWith(hidden) ? argument.slice(1) : argument;
}
