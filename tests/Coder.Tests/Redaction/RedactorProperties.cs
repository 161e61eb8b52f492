using System.Text;
using System.Text.Json.Nodes;
using Coder.Redaction;
using Coder.Runs.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Redaction;

public sealed class RedactorProperties
{
    private static readonly Gen<(string Secret, string Head, string Tail, int Encoding, int[] Lengths)> Cases =
        from secret in SecretText.Secrets
        from head in SecretText.Texts
        from tail in SecretText.Texts
        from encoding in Gen.Choose(0, SecretText.Encodings.Length - 1)
        from lengths in Gen.Choose(1, 40).ArrayOf()
        select (secret, head, tail, encoding, lengths);

    [Fact]
    public void Redact_AnySecretInAnyEncoding_NeverShows() => Check(c =>
    {
        string text = SecretText.Encodings[c.Encoding].Encode(c.Head, c.Secret, c.Tail);
        Redactor redactor = new([new Secret("s", c.Secret)]);

        string redacted = redactor.Redact(text);

        return redacted.Contains(redactor.Mask, StringComparison.Ordinal) && redactor.Find(redacted).Count == 0 && !redacted.Contains(c.Secret, StringComparison.Ordinal);
    });

    [Fact]
    public void Redact_InPieces_IsTheSameAsInOne() => Check(c =>
    {
        string text = SecretText.Encodings[c.Encoding].Encode(c.Head, c.Secret, c.Tail) + c.Head + "ghp_0123456789abcdefghijABCDEFGHIJ012345" + c.Tail;
        Redactor redactor = new([new Secret("s", c.Secret)]);
        RedactionBuffer buffer = redactor.Begin();

        string joined = string.Concat(SecretText.Pieces(text, c.Lengths).Select(piece => buffer.Append(piece))) + buffer.Complete();

        return joined == redactor.Redact(text);
    });

    [Fact]
    public void Stream_AnyCuts_NeverShowsTheSecretAndKeepsTheRest() => Check(c =>
    {
        string text = SecretText.Encodings[c.Encoding].Encode(c.Head, c.Secret, c.Tail);
        Redactor redactor = new([new Secret("s", c.Secret)]);
        using MemoryStream target = new();
        using (RedactingStream stream = redactor.Into(target))
        {
            foreach (string piece in SecretText.Pieces(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), c.Lengths))
            {
                stream.Write(Encoding.Latin1.GetBytes(piece));
            }
        }

        return Encoding.UTF8.GetString(target.ToArray()) == redactor.Redact(text);
    });

    [Fact]
    public void Redact_TextWithoutSecrets_IsUnchanged() => Check(c =>
    {
        // None of these characters is in the ordinary text.
        Redactor redactor = new([new Secret("s", "Q#" + c.Secret)]);
        string text = c.Head + "\n" + c.Tail;

        return ReferenceEquals(redactor.Redact(text), text) && Encoding.UTF8.GetString(redactor.Redact(Encoding.UTF8.GetBytes(text))) == text;
    });

    [Fact]
    public void Event_AnySecretInItsTexts_NeverShows() => Check(c =>
    {
        Redactor redactor = new([new Secret("s", c.Secret)]);
        JsonObject redacted = EventTexts.Safe(new JsonObject { ["a"] = new JsonArray(c.Head + c.Secret + c.Tail), ["b"] = 1, ["none"] = null }, redactor);
        string text = (string)redacted["a"]![0]!;

        return !text.Contains(c.Secret, StringComparison.Ordinal) && (int)redacted["b"]! == 1 && JsonNode.Parse(redacted.ToJsonString()) is not null;
    });

    private static void Check(Func<(string Secret, string Head, string Tail, int Encoding, int[] Lengths), bool> holds) =>
        Prop.ForAll(Cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
