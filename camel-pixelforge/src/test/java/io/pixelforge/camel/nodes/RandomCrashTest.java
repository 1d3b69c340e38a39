package io.pixelforge.camel.nodes;

class RandomCrashTest extends RandomCrashes {

    RandomCrashTest() {
        super(200, 20);
    }
}
