/** What the service's document allows. */
package io.pixelforge.sandbox.contract;
