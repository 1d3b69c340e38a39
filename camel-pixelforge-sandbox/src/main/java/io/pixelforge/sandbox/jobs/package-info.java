/** Jobs, how they end, and the ledger of what was charged. */
package io.pixelforge.sandbox.jobs;
