/** What clients did. */
package io.pixelforge.sandbox.records;
