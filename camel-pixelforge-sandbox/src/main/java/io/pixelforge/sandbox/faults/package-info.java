/** What goes wrong on request: {@link io.pixelforge.sandbox.faults.Faults}. */
package io.pixelforge.sandbox.faults;
