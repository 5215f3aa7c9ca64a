// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/FormBody.h"
#include "support/TestMain.h"

using namespace mk::demo;

namespace {

using Lines = QByteArrayList;

// "name=value" a field, "name" alone for a bare one.
Lines written(const FormFields &fields)
{
    Lines lines;
    for (const FormField &field : fields)
        lines.append(field.bare ? field.name : field.name + '=' + field.value);
    return lines;
}

} // namespace

class TestFormBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesPercent()
    {
        QCOMPARE(percentDecoded("a%20b+c%2Fd", true), QByteArray("a b c/d"));
        QCOMPARE(percentDecoded("a+b", false), QByteArray("a+b"));
        QCOMPARE(percentDecoded("%c3%A4", false), QByteArray("\xc3\xa4"));
        QCOMPARE(percentDecoded("100%", true), QByteArray("100%"));
        QCOMPARE(percentDecoded("%zz%4", true), QByteArray("%zz%4"));
        QCOMPARE(percentDecoded("%00x", true), QByteArray("\0x", 2));
    }

    void readsFormsInTheirOrder()
    {
        QCOMPARE(written(urlEncodedFields("name=a&uris%5B%5D=%2Fx&uris[]=/y&flag&empty=&=nameless&&name=b=c")),
                 (Lines{"name=a", "uris[]=/x", "uris[]=/y", "flag", "empty=", "name=b=c"}));
        QVERIFY(urlEncodedFields("").isEmpty());
        QVERIFY(urlEncodedFields("&&").isEmpty());
    }

    void namesTheMediaType()
    {
        QCOMPARE(mediaTypeOf("Application/JSON; charset=utf-8"), QByteArray("application/json"));
        QCOMPARE(mediaTypeOf(" text/plain "), QByteArray("text/plain"));
        QCOMPARE(mediaTypeOf(""), QByteArray());
    }

    void readsMultipart_data()
    {
        QTest::addColumn<QByteArray>("lineEnd");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("LF alone") << QByteArray("\n");
    }

    void readsMultipart()
    {
        QFETCH(QByteArray, lineEnd);
        QByteArray body = "preamble\n--B\nContent-Disposition: form-data; name=\"name\"\n\none\n"
                          "--B\nContent-Type: text/plain\ncontent-disposition: form-data; filename=\"a;b\"; name=lines\n\n"
                          "two\nthree\n\n--B\nContent-Disposition: form-data\n\nnameless\n"
                          "--B\nContent-Disposition: form-data; name=\"empty\"\n\n\n--B--\nepilogue\n";
        body.replace("\n", lineEnd);
        const auto fields = multipartFields(body, "multipart/form-data; charset=utf-8; boundary=\"B\"");
        QVERIFY(fields);
        const QByteArray lines = "lines=two" + lineEnd + "three" + lineEnd;
        QCOMPARE(written(*fields), (Lines{"name=one", lines, "empty="}));
    }

    void multipartMayBeBroken()
    {
        QVERIFY(!multipartFields("--B\n", "application/json"));
        QVERIFY(!multipartFields("--B\n", "multipart/form-data"));
        QVERIFY(!multipartFields("--B\n", "multipart/form-data; boundary="));
        const QByteArray type = "multipart/form-data; boundary=B";
        QVERIFY(multipartFields("", type)->isEmpty());
        QVERIFY(multipartFields("--B", type)->isEmpty());
        QVERIFY(multipartFields("--B\n--B\n--B--", type)->isEmpty());
        QVERIFY(multipartFields("--C\nContent-Disposition: form-data; name=a\n\n1\n--C--", type)->isEmpty());
        // A body that was cut off gives what was whole.
        QCOMPARE(written(*multipartFields("--B\nContent-Disposition: form-data; name=a\n\n1\n--B\nContent-Dispo", type)),
                 (Lines{"a=1"}));
    }
};

MK_TEST_CLASS(TestFormBody)
#include "TestFormBody.moc"
