using Coder.Contracts;
using Coder.Redaction;

namespace Coder.Runs.Approvals;

/// <summary>A question a run waits on and, later, its answer.</summary>
public sealed record ApprovalRecord
{
    public required string RunId { get; init; }

    /// <summary>Made of node, visit and (for a model's question) turn and call: asked once, however often the step repeats.</summary>
    public required string ApprovalId { get; init; }

    /// <summary>Instance of the orchestration that waits.</summary>
    public required string InstanceId { get; init; }

    public required string Kind { get; init; }

    public required string Node { get; init; }

    public required string Question { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];

    public string? Default { get; init; }

    public string State { get; init; } = ApprovalStates.Pending;

    public string? Answer { get; init; }

    public string? Comment { get; init; }

    /// <summary>What the answer said of who gave it.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Id of the API key that it came with; null: it came another way.</summary>
    public string? AnsweredWithKey { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Seconds that the run had waited before it was asked: other ones when it waits for this again, after a pause.</summary>
    public double WaitedSeconds { get; init; }

    public ApprovalView ToView(Redactor redactor) => new()
    {
        Id = ApprovalId, Kind = Kind, Node = Node, Question = redactor.Redact(Question), Options = [.. Options.Select(redactor.Redact)],
        Default = redactor.RedactOrNull(Default), State = State,
        Answer = redactor.RedactOrNull(Answer), Comment = redactor.RedactOrNull(Comment), AnsweredBy = AnsweredBy, RequestedAt = RequestedAt, AnsweredAt = AnsweredAt, Deadline = Deadline,
    };
}
