package io.pixelforge.sandbox.faults;

import io.pixelforge.sandbox.http.CallKind;

/**
 * A fault that is still to be played.
 *
 * @param number what it is taken back by, see {@link Faults#remove}
 * @param on the calls that it is played on
 * @param fault what happens then, in the words of {@link FaultJson}
 * @param left on how many calls more; 0 if on all until it is taken back
 * @param probability with which a call that matches meets it, 0-1
 * @param request the only request id that it is for, or empty
 * @param containing the text that the call's body must hold, or empty
 */
public record PendingFault(
        long number, CallKind on, String fault, int left, double probability, String request, String containing) {}
