package io.pixelforge.sandbox.pictures;

/**
 * A lamp beside the picture. Coordinates go over the picture from -1 to 1, left to right, top to bottom, and towards the
 * viewer.
 *
 * @param x where it stands
 * @param y where it stands
 * @param z where it stands
 * @param colour its colour
 * @param power how strong it is
 * @param hardness from 0, a large soft box, to 1, a bare bulb: how sharp its shadows and how steep its falloff
 */
record Lamp(float x, float y, float z, Colour colour, float power, float hardness) {

    Lamp moved(float dx, float dy) {
        return new Lamp(x + dx, y + dy, z, colour, power, hardness);
    }
}
