package io.pixelforge.camel.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.camel.TestPictures;
import io.pixelforge.camel.gateway.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

class PictureStructureTest {

    private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());
    private static final byte[] THUMBNAIL = TestPictures.jpeg();
    private static final List<byte[]> PICTURES = List.of(
            jpeg(false), jpeg(true), withThumbnail(jpeg(false)), noisyPng(), TestPictures.png(), TestPictures.webp());

    @Property
    void anyCutIsRefusedThatTakesAnythingAway(@ForAll("pictures") byte[] picture, @ForAll int where) {
        int length = Math.floorMod(where, picture.length);

        assertThatThrownBy(() -> look(Arrays.copyOf(picture, length)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageMatching(".*(is cut|is damaged|no JPEG).*");
    }

    @Property
    void whateverPhonesAppendIsTaken(@ForAll("pictures") byte[] picture, @ForAll("appended") byte[] appended)
            throws Exception {
        byte[] all = concat(picture, appended);

        WholePicture whole = look(all);

        assertThat(whole.length()).isEqualTo(all.length);
        assertThat(whole.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(all)));
    }

    @Property
    void randomBytesNeverThrowAnythingElse(
            @ForAll("pictures") byte[] picture,
            @ForAll @IntRange(max = 60) int kept,
            @ForAll @Size(max = 400) byte[] rest) {
        try {
            look(concat(Arrays.copyOf(picture, Math.min(kept, picture.length)), rest));
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage()).startsWith("The picture");
        }
    }

    @Property
    void changedBytesNeverThrowAnythingElse(
            @ForAll("pictures") byte[] picture, @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int changes) {
        byte[] changed = picture.clone();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        randomBytesNeverThrowAnythingElse(changed, changed.length, new byte[0]);
    }

    @Example
    void aPictureWhoseEndIsOnlyThatOfItsThumbnailIsCut() {
        byte[] picture = withThumbnail(jpeg(false));
        byte[] cut = Arrays.copyOf(picture, 2 + 4 + THUMBNAIL.length);

        assertThat(cut).endsWith(0xff, 0xd9);
        assertThatThrownBy(() -> look(cut)).hasMessageContaining("is cut: it ends after " + cut.length + " bytes");
    }

    @Example
    void aPictureWithoutAnImageIsDamaged() {
        byte[] png = TestPictures.png();

        assertThatThrownBy(() -> look(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9}))
                .hasMessageContaining("no image in it");
        assertThatThrownBy(() ->
                        look(concat(Arrays.copyOf(png, 33), Arrays.copyOfRange(png, png.length - 12, png.length))))
                .hasMessageContaining("no image in it");
        assertThatThrownBy(() -> look("RIFF\14\0\0\0WEBPEXIF\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("no image in it");
    }

    @Example
    void aWebpMayLackTheByteThatPadsItsLastPart() {
        byte[] odd = TestPictures.webp().clone();
        odd[4]--;
        odd[16]--;

        assertThat(look(Arrays.copyOf(odd, odd.length - 1)).format()).isEqualTo(PictureFormat.WEBP);
    }

    @Provide
    Arbitrary<byte[]> pictures() {
        return Arbitraries.of(PICTURES);
    }

    @Provide
    Arbitrary<byte[]> appended() {
        return Arbitraries.oneOf(
                Arbitraries.of(PICTURES),
                Arbitraries.of(PICTURES).map(picture -> Arrays.copyOf(picture, picture.length / 2)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }

    private static WholePicture look(byte[] bytes) {
        Picture picture = Picture.of(EXCHANGE, ByteBuffer.wrap(bytes), "The picture");
        PictureFormat format = PictureFormat.of(picture.head(Picture.HEAD))
                .orElseThrow(() -> new InvalidRequestException("The picture is no JPEG, PNG or WEBP"));
        return picture.whole(format);
    }

    private static byte[] jpeg(boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(noise(), null, null), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] noisyPng() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(noise(), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that its data have all kinds of bytes. */
    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 48 * 48; i++) {
            image.setRGB(i % 48, i / 48, random.nextInt());
        }
        return image;
    }

    /** In a segment of its own, as cameras do it. */
    private static byte[] withThumbnail(byte[] jpeg) {
        ByteBuffer segment = ByteBuffer.allocate(4 + THUMBNAIL.length);
        segment.putShort((short) 0xffe1)
                .putShort((short) (2 + THUMBNAIL.length))
                .put(THUMBNAIL);
        return concat(Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
