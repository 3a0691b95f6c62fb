import type { CapturedOutput } from '../contract/fault.ts';

/** What the library wrote, as the JSON of every command holds it; the end of it where that was too much. */
export interface OutputFields {
  readonly stdout: string;
  readonly stderr: string;
  /** How many bytes were written before that and are not kept; left out when there are none. */
  readonly stdoutDroppedBytes?: number;
  readonly stderrDroppedBytes?: number;
}

export function outputFields({ stdout, stderr }: CapturedOutput): OutputFields {
  return {
    stdout: stdout.text,
    stderr: stderr.text,
    ...(stdout.droppedBytes > 0 && { stdoutDroppedBytes: stdout.droppedBytes }),
    ...(stderr.droppedBytes > 0 && { stderrDroppedBytes: stderr.droppedBytes }),
  };
}

/** What was written first and what was written then, as one text a stream. */
export function joinedOutput(first: CapturedOutput, second: CapturedOutput): CapturedOutput {
  const join = (stream: 'stdout' | 'stderr') => ({
    text: first[stream].text + second[stream].text,
    droppedBytes: first[stream].droppedBytes + second[stream].droppedBytes,
  });
  return { stdout: join('stdout'), stderr: join('stderr') };
}
