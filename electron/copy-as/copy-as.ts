import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { cProgram } from './c-program.ts';
import { type CallPlan, planCall } from './call-plan.ts';
import type { CopiedCall, CopyKind } from './copied-call.ts';
import { dlscopeLine } from './dlscope-line.ts';
import { gdbLine } from './gdb-line.ts';
import { koffiModule } from './koffi-module.ts';
import { NotExpressible } from './not-expressible.ts';
import { pythonScript } from './python-script.ts';

const writers: Readonly<Record<Exclude<CopyKind, 'dlscope'>, (plan: CallPlan) => string>> = {
  c: cProgram,
  python: pythonScript,
  koffi: koffiModule,
  gdb: gdbLine,
};

/**
 * The call as a text that makes it again elsewhere: a program in C, a script for Python or Node, or a line for a
 * shell. What cannot be written there is `bad-argument`, and its message is one sentence that says why.
 */
export function copyAs(kind: CopyKind, call: CopiedCall): Outcome<string> {
  const plan = planCall(call);
  if (!plan.ok) return plan;
  try {
    return succeed(kind === 'dlscope' ? dlscopeLine(call) : writers[kind](plan.value));
  } catch (error) {
    if (error instanceof NotExpressible) return fail('bad-argument', error.message);
    throw error;
  }
}
