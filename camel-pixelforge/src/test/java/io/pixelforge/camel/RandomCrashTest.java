package io.pixelforge.camel;

class RandomCrashTest extends RandomCrashes {

    RandomCrashTest() {
        super(200, 20);
    }
}
